package adit.accesslog;

import static adit.accesslog.Records.ALL;
import static adit.accesslog.Records.CONNECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import adit.account.TunnelRecord;
import adit.privacy.Parties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
    private static final TunnelRecord RECORD = Records.established(ALL, CONNECT);

    @Test
    void fieldsStandWhereTheirNamesAreAndBracesThatAreDoubledForThemselves() throws Exception {
        assertThat(line("{{{client}}}\t{outcome}, {status}", RECORD)).isEqualTo("{192.0.2.7}\testablished, 200");
    }

    @Test
    void aFieldWithoutAValueIsAHyphen() throws Exception {
        assertThat(line("{client}|{user}|{would_deny}", Records.established(Parties.UNKNOWN, CONNECT)))
                .isEqualTo("-|-|-");
    }

    @Test
    void aValueIsOneWordWhateverItHolds() throws Exception {
        Parties odd = new Parties("", "Zoë \"x\\y\"\r\n100%", "", "");
        assertThat(line("<{user}>", Records.established(odd, CONNECT)))
                .isEqualTo("<Zo%C3%AB%20%22x%5Cy%22%0D%0A100%25>");
    }

    @Test
    void everyFieldHasSomethingToTell() throws Exception {
        String all = Layout.fields().stream().collect(Collectors.joining("}\t{", "{", "}"));
        assertThat(line(all, Records.answered(404, ALL, CONNECT)).split("\t"))
                .hasSameSizeAs(Layout.fields())
                .doesNotContain("-", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {clinet}      | there is no field {clinet}
            {}            | there is no field {}
            {client       | a '{' has no '}'; one that is meant as such is written '{{'
            client}       | a '}' has no '{'; one that is meant as such is written '}}'
            plain         | there is no field in it, such as {target}
            ''            | there is no field in it, such as {target}
            """)
    void aTextThatIsNoLayoutIsRefusedInOneLine(String text, String message) {
        assertThatThrownBy(() -> Layout.parse(text))
                .isInstanceOf(BadLayoutException.class)
                .hasMessage(message);
    }

    @Test
    void aLayoutIsOneLine() {
        assertThatThrownBy(() -> Layout.parse("{client}\n{user}"))
                .hasMessage("of control characters, only the tab may be in a line");
    }

    @Test
    void layoutsOfTheSameTextAreEqual() throws Exception {
        assertThat(Layout.parse("{client} x")).isEqualTo(Layout.parse("{client} x"));
    }

    private static String line(String layout, TunnelRecord tunnel) throws BadLayoutException {
        StringBuilder line = new StringBuilder();
        Layout.parse(layout).append(tunnel, line);
        return line.toString();
    }
}
