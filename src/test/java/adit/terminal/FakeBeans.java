package adit.terminal;

import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;

/** Notes what it is asked, and answers as it was told. */
final class FakeBeans implements Beans {
    final List<List<Object>> asked = new ArrayList<>();
    String answer = "done";
    List<CompositeData> rows = List.of();

    @Override
    public String invoke(String type, String operation, Object... arguments) {
        List<Object> question = new ArrayList<>(List.of(type, operation));
        question.addAll(List.of(arguments));
        asked.add(question);
        return answer;
    }

    @Override
    public List<CompositeData> rows(String type, String attribute) {
        asked.add(List.of(type, attribute));
        return rows;
    }
}
