package adit.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command came to. */
record Execution(int code, String out, String err) {

    static Execution of(Beans beans, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Terminal.execute(beans, new PrintWriter(out), new PrintWriter(err), arguments);
        return new Execution(code, out.toString(), err.toString());
    }
}
