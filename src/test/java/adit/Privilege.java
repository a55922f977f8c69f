package adit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import java.util.stream.BaseStream;

/** What only one package may do, told by the calls, references and field accesses that do it. */
final class Privilege extends DescribedPredicate<JavaAccess<?>> {
    static final Privilege CLOCK = new Privilege(
            "read a clock",
            on(System.class, Set.of("nanoTime", "currentTimeMillis"))
                    .or(target -> target.getOwner().getPackageName().equals("java.time")
                            && (target.getName().equals("now") || isSystemClock(target)))
                    .or(target -> target.getOwner().isEquivalentTo(Date.class)
                            && target.getName().equals("<init>")
                            && parameterTypes(target).isEmpty())
                    .or(on(Calendar.class, Set.of("getInstance"))));

    static final Privilege THREAD = new Privilege(
            "create a thread",
            constructed(Thread.class)
                    .or(constructed(Timer.class))
                    .or(constructed(ThreadPoolExecutor.class))
                    .or(constructed(ForkJoinPool.class))
                    .or(on(ForkJoinPool.class, Set.of("commonPool")))
                    .or(target -> target.getOwner().isEquivalentTo(Executors.class))
                    .or(Privilege::runsOnTheCommonPool)
                    .or(target -> target.getName().equals("parallelStream"))
                    .or(target -> target.getOwner().isAssignableTo(BaseStream.class)
                            && target.getName().equals("parallel")));

    static final Privilege CONSOLE = new Privilege("use the console", on(System.class, Set.of("out", "err")));

    private final Predicate<AccessTarget> use;

    private Privilege(String description, Predicate<AccessTarget> use) {
        super(description);
        this.use = use;
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        return use.test(access.getTarget());
    }

    private static Predicate<AccessTarget> on(Class<?> owner, Set<String> names) {
        return target -> target.getOwner().isEquivalentTo(owner) && names.contains(target.getName());
    }

    private static Predicate<AccessTarget> constructed(Class<?> type) {
        return target ->
                target.getOwner().isAssignableTo(type) && target.getName().equals("<init>");
    }

    private static boolean isSystemClock(AccessTarget target) {
        return target.getOwner().getSimpleName().equals("Clock")
                && (target.getName().startsWith("system") || target.getName().startsWith("tick"));
    }

    private static boolean runsOnTheCommonPool(AccessTarget target) {
        return target.getOwner().isAssignableTo(CompletionStage.class)
                && target.getName().endsWith("Async")
                && parameterTypes(target).stream().noneMatch(type -> type.isEquivalentTo(Executor.class));
    }

    private static List<JavaClass> parameterTypes(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget unit ? unit.getRawParameterTypes() : List.of();
    }
}
