package adit.management;

/** {@code adit:type=Relay}. */
@Description("How the bytes of tunnels are moved from one socket to the other.")
public interface RelayMXBean {

    @Description(
            "With splice the kernel moves bytes in bulk by itself, through pipes, and the program copies small pieces"
                    + " and those of TLS; with copy the program copies all.")
    String getDataPath();

    @Description("Why that is so. Decided once, at the start.")
    String getReason();

    @Description("Most pipes at once, of all I/O threads. Who finds none is copied.")
    @Unit("pipes")
    int getMaxPipes();

    @Description("Pipes that are open, in use or spare; each takes two descriptors.")
    @Unit("pipes")
    int getPipes();

    @Description("Bytes that went by pipes since the start.")
    @Unit("bytes")
    long getSplicedBytesTotal();
}
