package adit.lists;

import java.util.Locale;

/** How a list is written. A file has one format from its first line to its last. */
public enum ListFormat {
    /** {@code 0.0.0.0 name name}. */
    HOSTS,

    /** {@code name}, {@code *.name}, {@code .name}. */
    DOMAINS,

    /** {@code ||name^}, {@code @@||name^}. */
    ADBLOCK,

    /** {@code address=/name/0.0.0.0} and its like. */
    DNSMASQ,

    /** {@code name CNAME .} and its like. */
    RPZ;

    /** For one list, from its first line on. */
    Syntax syntax() {
        return switch (this) {
            case HOSTS -> new HostsSyntax();
            case DOMAINS -> new DomainsSyntax();
            case ADBLOCK -> new AdBlockSyntax();
            case DNSMASQ -> new DnsmasqSyntax();
            case RPZ -> new RpzSyntax();
        };
    }

    /** Whether an exception stands before every entry; else the entry with the longest name decides. */
    boolean exceptionsDecide() {
        return this == ADBLOCK;
    }

    /** As the configuration has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
