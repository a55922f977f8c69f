package adit.dns;

import adit.http.IpAddress;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * What an answer says of the name that was asked for, and of the names that it is an alias of, each record taken at its own
 * name: what it says beside that counts for nothing. Used once.
 */
final class AnswerReader {
    /** Aliases of a name, in all answers together; a loop has more. */
    static final int MOST_ALIASES = 16;

    private final List<Record> records;
    private final List<Record> authority;
    private final Family family;
    private final Name asked;
    private Name name;
    private int aliases;
    private long ttl;

    /**
     * What an answer comes to.
     *
     * @param name the last of the aliases
     * @param aliases how many there were up to it
     * @param addresses of that name
     * @param ttl seconds for which all of it holds
     * @param isFinal whether there is nothing more to ask for
     */
    record Reading(Name name, int aliases, List<InetAddress> addresses, long ttl, boolean isFinal) {}

    private AnswerReader(Message message, Family family, Reading before) {
        this.records = message.getSection(Section.ANSWER);
        this.authority = message.getSection(Section.AUTHORITY);
        this.family = family;
        this.asked = before.name;
        this.name = asked;
        this.aliases = before.aliases;
        this.ttl = before.ttl;
    }

    /** What is known before anybody was asked. */
    static Reading nothing(Name name) {
        return new Reading(name, 0, List.of(), Integer.MAX_VALUE, false);
    }

    /**
     * Reads the answer to the question for the name that was reached before.
     *
     * @param message an answer without an error but, at most, that the name does not exist
     * @return with more aliases than {@link #MOST_ALIASES} where they are too many
     */
    static Reading read(Message message, Family family, Reading before) {
        return new AnswerReader(message, family, before).read();
    }

    private Reading read() {
        for (Optional<CNAMERecord> alias = alias(); alias.isPresent() && aliases <= MOST_ALIASES; alias = alias()) {
            aliases++;
            name = alias.get().getTarget();
            holdsFor(alias.get().getTTL());
        }
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (Record found : records) {
            if (isOf(found, name) && found.getType() == family.type && addresses.size() < Family.MOST_ADDRESSES) {
                addresses.add(address(found));
                holdsFor(found.getTTL());
            }
        }
        return addresses.isEmpty() ? withoutAddress() : reading(List.copyOf(addresses), true);
    }

    /** An alias that leads on unanswered has to be asked for; that there is nothing is said by an SOA (RFC 2308, 2). */
    private Reading withoutAddress() {
        Optional<SOARecord> zone = authority.stream()
                .filter(found -> found instanceof SOARecord && name.subdomain(found.getName()))
                .map(SOARecord.class::cast)
                .findFirst();
        boolean leadsOn = zone.isEmpty() && !name.equals(asked);
        if (!leadsOn) {
            // Without an SOA it is not to be kept (RFC 2308, 5).
            holdsFor(zone.map(soa -> Math.min(soa.getTTL(), soa.getMinimum())).orElse(0L));
        }
        return reading(List.of(), !leadsOn);
    }

    private Optional<CNAMERecord> alias() {
        return records.stream()
                .filter(found -> found instanceof CNAMERecord && isOf(found, name))
                .map(CNAMERecord.class::cast)
                .findFirst();
    }

    private static boolean isOf(Record found, Name name) {
        return found.getDClass() == DClass.IN && found.getName().equals(name);
    }

    private static InetAddress address(Record found) {
        return IpAddress.plain(found instanceof ARecord four ? four.getAddress() : ((AAAARecord) found).getAddress());
    }

    /** A TTL with the highest bit set counts as none (RFC 2181, 8). */
    private void holdsFor(long seconds) {
        ttl = Math.min(ttl, seconds > Integer.MAX_VALUE ? 0 : seconds);
    }

    private Reading reading(List<InetAddress> addresses, boolean isFinal) {
        return new Reading(name, aliases, addresses, ttl, isFinal);
    }
}
