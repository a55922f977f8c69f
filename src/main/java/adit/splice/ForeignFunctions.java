package adit.splice;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The foreign function interface of Java 22 and newer (JEP 454), by reflection. A pointer is a {@code long}, so that the
 * handles that come out of it have types that Java 17 can call exactly.
 */
final class ForeignFunctions {
    private static final String PACKAGE = "java.lang.foreign.";
    private static final String ERRNO = "errno";

    private final Object linker;

    /** @throws ReflectiveOperationException where Java has none, or does not let the program use it */
    ForeignFunctions() throws ReflectiveOperationException {
        linker = type("Linker").getMethod("nativeLinker").invoke(null);
    }

    /** From a direct {@code ByteBuffer} to the address of the byte at its position, a {@code long}. */
    static MethodHandle address() throws ReflectiveOperationException {
        Class<?> segment = type("MemorySegment");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle of = lookup.unreflect(segment.getMethod("ofBuffer", Buffer.class))
                .asType(MethodType.methodType(segment, ByteBuffer.class));
        return MethodHandles.filterReturnValue(of, lookup.unreflect(segment.getMethod("address")));
    }

    /** Where a call leaves its {@code errno}; never freed. */
    static Object errorState() throws ReflectiveOperationException {
        Object arena = type("Arena").getMethod("global").invoke(null);
        return type("Arena").getMethod("allocate", type("MemoryLayout")).invoke(arena, errorLayout());
    }

    /** From what {@link #errorState} gives, an {@code Object}, to the {@code errno} in it. */
    static MethodHandle error() throws ReflectiveOperationException {
        Class<?> element = type("MemoryLayout$PathElement");
        Object path = Array.newInstance(element, 1);
        Array.set(path, 0, element.getMethod("groupElement", String.class).invoke(null, ERRNO));
        VarHandle errno = (VarHandle)
                type("MemoryLayout").getMethod("varHandle", path.getClass()).invoke(errorLayout(), path);
        MethodHandle get = errno.toMethodHandle(VarHandle.AccessMode.GET);
        return MethodHandles.insertArguments(get, 1, 0L).asType(MethodType.methodType(int.class, Object.class));
    }

    private static Object errorLayout() throws ReflectiveOperationException {
        return type("Linker$Option").getMethod("captureStateLayout").invoke(null);
    }

    /**
     * A function of the C library, called with exactly these types.
     *
     * @param types {@code int} or {@code long}: first of what it returns, then of its arguments
     */
    MethodHandle find(String name, Class<?>... types) throws ReflectiveOperationException {
        return find(name, types, options());
    }

    /** As {@link #find}, of a function that takes variable arguments from the one of that index on. */
    MethodHandle findVariadic(int first, String name, Class<?>... types) throws ReflectiveOperationException {
        return find(name, types, options(option("firstVariadicArg", int.class, first)));
    }

    /** As {@link #find}, but the handle takes an {@code Object} of {@link #errorState} before all other arguments. */
    MethodHandle findFailing(String name, Class<?>... types) throws ReflectiveOperationException {
        MethodHandle found =
                find(name, types, options(option("captureCallState", String[].class, new String[] {ERRNO})));
        return found.asType(found.type().changeParameterType(0, Object.class));
    }

    private static Object option(String kind, Class<?> type, Object value) throws ReflectiveOperationException {
        return type("Linker$Option").getMethod(kind, type).invoke(null, value);
    }

    private static Object options(Object... options) throws ReflectiveOperationException {
        Object typed = Array.newInstance(type("Linker$Option"), options.length);
        for (int i = 0; i < options.length; i++) {
            Array.set(typed, i, options[i]);
        }
        return typed;
    }

    private MethodHandle find(String name, Class<?>[] types, Object options) throws ReflectiveOperationException {
        Class<?> layout = type("MemoryLayout");
        Class<?> descriptor = type("FunctionDescriptor");
        Object arguments = Array.newInstance(layout, types.length - 1);
        for (int i = 1; i < types.length; i++) {
            Array.set(arguments, i - 1, layout(types[i]));
        }
        Object signature =
                descriptor.getMethod("of", layout, arguments.getClass()).invoke(null, layout(types[0]), arguments);
        Object lookup = type("Linker").getMethod("defaultLookup").invoke(linker);
        Optional<?> symbol = (Optional<?>)
                type("SymbolLookup").getMethod("find", String.class).invoke(lookup, name);
        return (MethodHandle) type("Linker")
                .getMethod("downcallHandle", type("MemorySegment"), descriptor, options.getClass())
                .invoke(linker, symbol.orElseThrow(() -> new NoSuchMethodException(name)), signature, options);
    }

    private static Object layout(Class<?> primitive) throws ReflectiveOperationException {
        String name = primitive == int.class ? "JAVA_INT" : "JAVA_LONG";
        return type("ValueLayout").getField(name).get(null);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name);
    }
}
