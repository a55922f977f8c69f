package adit.terminal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;

/** Notes what it is asked, and answers as it was told. */
final class FakeBeans implements Beans {
    final List<List<Object>> asked = new ArrayList<>();

    /** By the names of operations; others answer {@link #answer}. */
    final Map<String, String> answers = new HashMap<>();

    /** By the names of attributes and operations; others have {@link #rows}. */
    final Map<String, List<CompositeData>> tables = new HashMap<>();

    /** By the names of attributes, of whichever bean. */
    final Map<String, Object> attributes = new HashMap<>();

    String answer = "done";
    List<CompositeData> rows = List.of();

    @Override
    public String invoke(String type, String operation, Object... arguments) {
        List<Object> question = new ArrayList<>(List.of(type, operation));
        question.addAll(List.of(arguments));
        asked.add(question);
        return answers.getOrDefault(operation, answer);
    }

    @Override
    public List<CompositeData> find(String type, String operation, Object... arguments) {
        invoke(type, operation, arguments);
        return tables.getOrDefault(operation, rows);
    }

    @Override
    public Map<String, Object> attributes(String type, String... names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : names) {
            values.put(name, attributes.get(name));
        }
        return values;
    }

    @Override
    public List<Map<String, Object>> each(String type, String... names) {
        return List.of(attributes(type, names));
    }

    @Override
    public List<CompositeData> rows(String type, String attribute) {
        asked.add(List.of(type, attribute));
        return tables.getOrDefault(attribute, rows);
    }
}
