package adit.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A proxy in a process of its own, which {@link DescriptorsTest} gives few descriptors; it answers questions by line. */
final class ShortOfDescriptors {
    private ShortOfDescriptors() {}

    public static void main(String[] args) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Proxy proxy = Proxy.start(UnaryOperator.identity(), Proxy.NO_NAMES);
        answer("port", proxy.address().getPort());
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            switch (question) {
                case "looks" -> answer("looks", proxy.looksAtClock());
                case "live" -> answer("live", proxy.registry.liveCount());
                case "end" -> {
                    proxy.close();
                    answer("ended", 1);
                }
                default -> throw new IllegalArgumentException(question);
            }
        }
    }

    private static void answer(String name, long value) {
        System.out.println("answer " + name + " " + value);
    }
}
