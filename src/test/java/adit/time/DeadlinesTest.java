package adit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final List<Throwable> errors = new ArrayList<>();
    private final Deadlines deadlines = new Deadlines(errors::add);
    private final List<String> ran = new ArrayList<>();

    @Test
    void nothingArmedMeansNothingToWaitFor() {
        assertThat(deadlines.nanosUntilNext(5)).isEqualTo(Long.MAX_VALUE);

        deadlines.expire(5);

        assertThat(deadlines.size()).isZero();
    }

    @Test
    void dueDeadlinesRunOnceAndTheEarliestFirst() {
        deadlines.arm(named("late"), 30);
        deadlines.arm(named("early"), 10);
        deadlines.arm(named("middle"), 20);

        assertThat(deadlines.nanosUntilNext(4)).isEqualTo(6);
        deadlines.expire(9);
        assertThat(ran).isEmpty();
        deadlines.expire(20);
        deadlines.expire(20);

        assertThat(ran).containsExactly("early", "middle");
        assertThat(deadlines.size()).isEqualTo(1);
        assertThat(deadlines.nanosUntilNext(31)).isEqualTo(-1);
    }

    @Test
    void armingAgainMovesADeadlineInBothDirections() {
        Deadline first = named("first");
        Deadline second = named("second");
        deadlines.arm(first, 10);
        deadlines.arm(second, 20);

        deadlines.arm(first, 30);
        deadlines.arm(second, 5);

        assertThat(deadlines.size()).isEqualTo(2);
        assertThat(deadlines.nanosUntilNext(0)).isEqualTo(5);
        deadlines.expire(30);
        assertThat(ran).containsExactly("second", "first");
    }

    @Test
    void aDisarmedDeadlineDoesNotRun() {
        Deadline deadline = named("never");
        deadlines.arm(deadline, 10);

        deadlines.disarm(deadline);
        deadlines.disarm(deadline);
        deadlines.expire(10);

        assertThat(deadline.isArmed()).isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void anActionThatArmsItselfForNowWaitsForTheNextTurn() {
        deadlines.arm(
                new Action(self -> {
                    ran.add("again");
                    deadlines.arm(self, 10);
                }),
                10);

        deadlines.expire(10);
        assertThat(ran).hasSize(1);
        deadlines.expire(11);

        assertThat(ran).hasSize(2);
        assertThat(deadlines.size()).isEqualTo(1);
    }

    @Test
    void anActionMayDisarmAnotherThatIsDueToo() {
        Deadline victim = named("victim");
        deadlines.arm(new Action(self -> deadlines.disarm(victim)), 1);
        deadlines.arm(victim, 2);

        deadlines.expire(3);

        assertThat(ran).isEmpty();
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void anActionIsToldTheTimeAndIsNoLongerArmed() {
        deadlines.arm(
                new Deadline() {
                    @Override
                    protected void reached(long now) {
                        ran.add(now + " " + isArmed());
                    }
                },
                7);

        deadlines.expire(9);

        assertThat(ran).containsExactly("9 false");
    }

    @Test
    void anActionThatThrowsDoesNotStopTheOthers() {
        deadlines.arm(new Action(self -> throwError("boom")), 1);
        deadlines.arm(named("next"), 2);

        deadlines.expire(2);

        assertThat(ran).containsExactly("next");
        assertThat(errors).singleElement().satisfies(e -> assertThat(e).hasMessage("boom"));
    }

    @Test
    void anActionMustNotExpireOthers() {
        deadlines.arm(new Action(self -> deadlines.expire(5)), 1);
        deadlines.arm(named("other"), 2);

        deadlines.expire(5);

        assertThat(ran).containsExactly("other");
        assertThat(errors).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOverflowOfTheTickerIsNoMatter() {
        long now = Long.MAX_VALUE - 5;
        deadlines.arm(named("after"), now + 10);
        deadlines.arm(named("before"), now + 1);

        assertThat(deadlines.nanosUntilNext(now)).isEqualTo(1);
        deadlines.expire(now + 9);
        assertThat(ran).containsExactly("before");
        assertThat(deadlines.nanosUntilNext(now + 9)).isEqualTo(1);
    }

    @Test
    void aDeadlineOfAnotherThreadIsRefused() {
        Deadline foreign = named("foreign");
        deadlines.arm(named("own"), 1);
        Deadlines others = new Deadlines(errors::add);
        others.arm(foreign, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> deadlines.disarm(foreign));
        assertThatIllegalArgumentException().isThrownBy(() -> deadlines.arm(foreign, 2));

        assertThat(others.nanosUntilNext(0)).isEqualTo(1);
    }

    @Test
    void roomIsGivenBackWhenMostDeadlinesAreGone() {
        List<Deadline> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(named("unused"));
            deadlines.arm(many.get(i), i);
        }
        assertThat(deadlines.capacity()).isBetween(10_000, 20_000);

        many.forEach(deadlines::disarm);

        assertThat(deadlines.capacity()).isEqualTo(Deadlines.LEAST_CAPACITY);
    }

    private Deadline named(String name) {
        return new Action(self -> ran.add(name));
    }

    private static void throwError(String message) {
        throw new AssertionError(message);
    }

    private static final class Action extends Deadline {
        private final Consumer<Deadline> action;

        Action(Consumer<Deadline> action) {
            this.action = action;
        }

        @Override
        protected void reached(long now) {
            action.accept(this);
        }
    }
}
