package adit.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.management.JMException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockListsTest {
    @TempDir
    private Path folder;

    private Path list;
    private ManagedModel model;
    private AuditLog audit;

    @BeforeEach
    void open() throws IOException {
        list = Files.writeString(folder.resolve("ads.txt"), "0.0.0.0 ads.example\n||x^\n0.0.0.0 b.example\n");
        Path file = Files.writeString(folder.resolve("adit.yaml"), "policy: {block_lists: [ads.txt]}");
        model = new ManagedModel(Optional.of(file), () -> Instant.EPOCH);
        audit = AuditLog.open();
    }

    @AfterEach
    void close() {
        audit.close();
        model.close();
    }

    @Test
    void eachListIsARow() throws Exception {
        CompositeData row = row();

        assertThat(row.get("name")).isEqualTo("ads.txt");
        assertThat(row.get("source")).isEqualTo(list.toString());
        assertThat(row.get("format")).isEqualTo("hosts");
        assertThat(row.get("entries")).isEqualTo(2);
        assertThat(row.get("notUnderstood")).isEqualTo(1);
        assertThat((String[]) row.get("firstNotUnderstood")).containsExactly("line 2 '||x^'");
        assertThat(Instant.parse((String) row.get("loadedAt"))).isAfter(Instant.EPOCH);
        assertThat(row.get("lastProblem")).isEqualTo("");
        assertThat(model.get("BlockLists", "Entries")).isEqualTo(2);
        assertThat((long) model.get("BlockLists", "HeapBytes")).isPositive();
    }

    @Test
    void oneListIsReloaded() throws Exception {
        Files.writeString(list, "0.0.0.0 ads.example\n0.0.0.0 b.example\n0.0.0.0 c.example\n");

        assertThat(reload("ads.txt")).asString().startsWith("generation 2 in force; changed: block list ads.txt");
        assertThat(row().get("entries")).isEqualTo(3);
        assertThat(audit.lines).singleElement().asString().contains("BlockLists.reloadList(ads.txt) by local");
    }

    @Test
    void aBadVersionKeepsTheOneBeforeAndIsTold() throws Exception {
        Files.writeString(list, "<html>");

        assertThatThrownBy(() -> reload("ads.txt"))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("block list ads.txt has no line that is understood; the first: line 1 '<html>'; the version"
                        + " in force stays");
        assertThat(row().get("entries")).isEqualTo(2);
        assertThat(row().get("lastProblem")).asString().startsWith("has no line that is understood");
    }

    @Test
    void aListThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> reload("trackers"))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found no block list trackers; there are: ads.txt");
        assertThat(audit.lines).singleElement().asString().contains("BlockLists.reloadList(trackers) by local refused");
    }

    private CompositeData row() throws JMException {
        return ((CompositeData[]) model.get("BlockLists", "BlockLists"))[0];
    }

    private Object reload(String name) throws JMException {
        return model.server.invoke(
                ManagedModel.name("BlockLists"), "reloadList", new Object[] {name}, new String[] {"java.lang.String"});
    }
}
