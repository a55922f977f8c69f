package adit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test shows what comes of a fault. {@code docs/faults.md} tells so of all. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Fault.All.class)
public @interface Fault {
    /** What goes wrong. */
    Kind value();

    /** When or where, if it goes wrong in several ways. */
    String when() default "";

    /** What comes of it. */
    String outcome();

    /** The order of the table. */
    enum Kind {
        REFUSED("a target refuses"),
        RESET("a reset"),
        BLACK_HOLE("a target that never answers"),
        SLOW_DNS("slow DNS"),
        WRONG_DNS("wrong DNS"),
        DEAF_PEER("a peer that stops reading"),
        ENDLESS_PEER("a peer that sends for ever"),
        SLOW_PEER("a client that is slow on purpose"),
        OVERLOAD("more than there is room for"),
        EXCEPTION("an exception in the proxy"),
        CLOCK_JUMP("the clock jumps"),
        GARBAGE_CONFIGURATION("the configuration becomes garbage"),
        DISK_FULL("the disk of the logs is full"),
        LOGS_GONE("the directory of the logs is gone"),
        DESCRIPTORS("no descriptors are left"),
        LOW_MEMORY("memory runs out"),
        KILLED("kill -9"),
        EVERYTHING("all of it at random");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Several of them. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        Fault[] value();
    }
}
