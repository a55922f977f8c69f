package adit.dns;

import adit.dns.Finding.Known;
import adit.tunnel.Resolver.Answer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A name that is being looked up, and all who wait for it. Belongs to the resolver's thread. */
final class Lookup {
    private final String host;
    private final Map<Family, Finding> findings;
    private final long startedAt;
    private final List<Answer> waiting = new ArrayList<>();

    /**
     * Begins with what is known.
     *
     * @param findings not of all families; goes on to belong to this
     * @param startedAt in the ticker's nanoseconds
     */
    Lookup(String host, Map<Family, Finding> findings, long startedAt) {
        this.host = host;
        this.findings = findings;
        this.startedAt = startedAt;
    }

    String host() {
        return host;
    }

    long startedAt() {
        return startedAt;
    }

    Set<Family> missing() {
        Set<Family> missing = EnumSet.allOf(Family.class);
        missing.removeAll(findings.keySet());
        return missing;
    }

    /** One more waits, and is told at once what has been found so far. */
    void join(Answer answer) {
        waiting.add(answer);
        findings.values().forEach(finding -> tellEarly(finding, answer));
    }

    /** Returns whether nothing is missing any more. */
    boolean found(Family family, Finding finding) {
        findings.put(family, finding);
        if (!missing().isEmpty()) {
            waiting.forEach(answer -> tellEarly(finding, answer));
            return false;
        }
        return true;
    }

    private static void tellEarly(Finding finding, Answer answer) {
        if (finding instanceof Known known && !known.addresses().isEmpty()) {
            answer.foundEarly(known.addresses());
        }
    }

    /** Whether there is no address, and it is not known that there is none. */
    boolean hasFailed() {
        return Addresses.of(host, findings).hasFailed();
    }

    void tell() {
        Addresses addresses = Addresses.of(host, findings);
        waiting.forEach(addresses::tell);
    }
}
