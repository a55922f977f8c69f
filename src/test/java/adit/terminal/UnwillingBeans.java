package adit.terminal;

import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;

/** Answers every question with the same failure. */
record UnwillingBeans(RuntimeException failure) implements Beans {
    @Override
    public String invoke(String type, String operation, Object... arguments) {
        throw failure;
    }

    @Override
    public List<CompositeData> rows(String type, String attribute) {
        throw failure;
    }

    @Override
    public List<CompositeData> find(String type, String operation, Object... arguments) {
        throw failure;
    }

    @Override
    public Map<String, Object> attributes(String type, String... names) {
        throw failure;
    }

    @Override
    public List<Map<String, Object>> each(String type, String... names) {
        throw failure;
    }
}
