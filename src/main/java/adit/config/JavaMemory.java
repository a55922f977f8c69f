package adit.config;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** How much memory this Java may take. */
final class JavaMemory {
    private JavaMemory() {}

    /** Bytes for direct buffers: as many as for the heap, unless {@code -XX:MaxDirectMemorySize} says otherwise. */
    static long besideTheHeap() {
        HotSpotDiagnosticMXBean java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long set = Long.parseLong(java.getVMOption("MaxDirectMemorySize").getValue());
        return set > 0 ? set : Runtime.getRuntime().maxMemory();
    }
}
