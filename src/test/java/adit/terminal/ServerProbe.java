package adit.terminal;

import java.beans.ConstructorProperties;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.ObjectName;

/** A JVM that shows beans like those of the server, until its standard input ends. */
final class ServerProbe {
    private ServerProbe() {}

    /** Stands for all three beans. */
    public interface ProbeMXBean {
        String explain(String target, String client, String user);

        String rollbackTo(long version);

        List<Row> getGrants();

        String learn();
    }

    /** A grant. */
    public record Row(String id, String target, String user, String until, long uses, String reason) {
        @ConstructorProperties({"id", "target", "user", "until", "uses", "reason"})
        public Row {}

        public String getId() {
            return id;
        }

        public String getTarget() {
            return target;
        }

        public String getUser() {
            return user;
        }

        public String getUntil() {
            return until;
        }

        public long getUses() {
            return uses;
        }

        public String getReason() {
            return reason;
        }
    }

    private static final class Probe implements ProbeMXBean {
        @Override
        public String explain(String target, String client, String user) {
            if (target.isEmpty()) {
                throw new IllegalArgumentException("'' is no host:port");
            }
            return "verdict: denied\ntarget: " + target + " for " + user + " at " + client;
        }

        @Override
        public String rollbackTo(long version) {
            return "version " + version + " in force";
        }

        @Override
        public List<Row> getGrants() {
            return List.of(new Row("g-1", "a.example:443", "alice", "soon", 2, "audit"));
        }

        @Override
        public String learn() {
            throw new UnsupportedOperationException("nothing learnt");
        }
    }

    public static void main(String[] args) throws Exception {
        for (String type : List.of("Policy", "PolicyChange")) {
            ManagementFactory.getPlatformMBeanServer().registerMBean(new Probe(), new ObjectName("adit:type=" + type));
        }
        System.out.println("ready");
        System.in.transferTo(System.out);
    }
}
