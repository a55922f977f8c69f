package adit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests of the classes named, in this process; exits with 0 if there are some and all pass. */
public final class SelectedTests {
    private SelectedTests() {}

    /** @param classes their full names */
    public static void main(String[] classes) {
        ClassSelector[] selectors =
                Arrays.stream(classes).map(name -> selectClass(name)).toArray(ClassSelector[]::new);
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request().selectors(selectors).build(), listener);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        listener.getSummary().printFailuresTo(out, 30);
        listener.getSummary().printTo(out);
        boolean well = listener.getSummary().getTestsSucceededCount()
                        == listener.getSummary().getTestsFoundCount()
                && listener.getSummary().getContainersFailedCount() == 0
                && listener.getSummary().getTestsFoundCount() >= classes.length;
        System.exit(well ? 0 : 1);
    }
}
