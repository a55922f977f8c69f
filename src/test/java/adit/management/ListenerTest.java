package adit.management;

import static org.assertj.core.api.Assertions.assertThat;

import adit.tls.Certificates;
import adit.tls.Credential;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
    private static final String BEAN = "Listener,name=\"main\"";
    private static final Certificates AUTHORITY = Certificates.authority("Test");

    @TempDir
    private Path folder;

    private ManagedModel model;
    private AuditLog audit;

    @BeforeEach
    void open() throws IOException {
        model = new ManagedModel(Optional.of(write("")), () -> Instant.EPOCH);
        audit = AuditLog.open();
    }

    @AfterEach
    void close() {
        audit.close();
        model.close();
    }

    @Test
    void aListenerIsShownAsItIsConfigured() throws JMException {
        assertThat(get("Address")).isEqualTo("127.0.0.1:8080");
        assertThat(get("Mode")).isEqualTo("http");
        assertThat(get("Destination")).isEqualTo("");
        assertThat(get("Policy")).isEqualTo("default");
        assertThat(get("Authentication")).isEqualTo("none");
        assertThat(get("State")).isEqualTo("LISTENING");
        assertThat((CompositeData[]) get("Certificates")).isEmpty();
    }

    @Test
    void aReloadMayGiveItAnotherPolicyAndAuthentication() throws Exception {
        Files.writeString(folder.resolve("users"), "alice:$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0");
        write("""
                listeners: [{policy: guests, authentication: staff}]
                policies: {guests: {}}
                authentications: {staff: {htpasswd: users}}
                """);
        model.server.invoke(ManagedModel.name("Policy"), "reload", null, null);

        assertThat(get("Policy")).isEqualTo("guests");
        assertThat(get("Authentication")).isEqualTo("staff");
    }

    @Test
    void itsFiguresAreThoseOfItsTunnels() throws JMException {
        model.open("t-1");
        model.openAndClose(2, Outcome.CONNECT_REFUSED);

        assertThat(get("LiveCount")).isEqualTo(1);
        assertThat(get("OpenedTotal")).isEqualTo(3L);
        assertThat(get("ClosedTotal")).isEqualTo(2L);
        assertThat(get("BytesToClientTotal")).isEqualTo(5_000_000_000L);
        assertThat(get("BytesToTargetTotal")).isEqualTo(70L);
        assertThat((CompositeData[]) get("OutcomeTotals"))
                .hasSize(Outcome.values().length)
                .filteredOn(row -> row.get("total").equals(2L))
                .extracting(row -> row.get("outcome"))
                .containsExactly("connect_refused");
    }

    @Test
    void itsCertificatesAreRowsOfWhichTheFirstExpiresFirst() throws Exception {
        certify("later", AUTHORITY.server("later.example", "www.later.example"));
        certify("sooner", AUTHORITY.serverUntil(Instant.parse("2027-01-01T00:00:00Z"), "sooner.example"));
        write("""
                listeners:
                - mode: https
                  tls: {certificates: [{certificate: later.pem, key: later.key}, {certificate: sooner.pem, key: sooner.key}]}
                """);
        model.close();
        model = new ManagedModel(Optional.of(folder.resolve("adit.yaml")), () -> Instant.parse("2026-11-22T12:00:00Z"));

        CompositeData[] rows = (CompositeData[]) get("Certificates");

        assertThat(rows).extracting(row -> row.get("subject")).containsExactly("CN=sooner.example", "CN=later.example");
        assertThat((String[]) rows[1].get("names")).containsExactly("later.example", "www.later.example");
        assertThat(rows[0].get("notAfter")).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(rows[0].get("daysLeft")).isEqualTo(39L);
    }

    @Test
    void whoSubscribesIsToldOfCertificatesThatShouldBeReplaced() throws Exception {
        certify("good", AUTHORITY.server("good.example"));
        certify("old", AUTHORITY.serverUntil(Instant.parse("2026-12-12T00:00:00Z"), "old.example"));
        Path file = write("""
                listeners:
                - mode: https
                  tls: {certificates: [{certificate: good.pem, key: good.key}, {certificate: old.pem, key: old.key}]}
                """);
        model.close();
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        model = new ManagedModel(Optional.of(file), () -> now);
        List<Notification> told = new ArrayList<>();
        model.server.addNotificationListener(
                ManagedModel.name(BEAN), (notification, handback) -> told.add(notification), null, null);

        model.management.lookAtCertificates();
        model.management.lookAtCertificates();

        assertThat(told)
                .extracting(Notification::getMessage)
                .containsOnly("the certificate for 'CN=old.example' expires within 20 days, at 2026-12-12T00:00:00Z");
        assertThat(told).extracting(Notification::getType).containsOnly("adit.certificate.expiry");
        assertThat(told).extracting(Notification::getSource).containsOnly(ManagedModel.name(BEAN));
        assertThat(told).extracting(Notification::getSequenceNumber).containsExactly(1L, 2L);
        assertThat(told).extracting(Notification::getTimeStamp).containsOnly(now.toEpochMilli());
        MBeanNotificationInfo[] known =
                model.server.getMBeanInfo(ManagedModel.name(BEAN)).getNotifications();
        assertThat(known[0].getNotifTypes()).containsExactly("adit.certificate.expiry");
    }

    @Test
    void aPauseAndAResumeAreAuditedAndSayWhatHappened() throws JMException {
        model.open("t-1");

        assertThat(unwrapped("pause")).isEqualTo("Clients are refused on 127.0.0.1:8080; live tunnels that go on: 1.");
        assertThat(get("State")).isEqualTo("PAUSED");
        assertThat(unwrapped("resume")).isEqualTo("Clients are accepted on 127.0.0.1:8080.");
        assertThat(get("State")).isEqualTo("LISTENING");
        assertThat(audit.lines)
                .containsExactly(
                        "INFO Listener.pause(main) by local: Clients are refused on 127.0.0.1:8080; live tunnels that go"
                                + " on: 1.",
                        "INFO Listener.resume(main) by local: Clients are accepted on 127.0.0.1:8080.");
    }

    @Test
    void aResumeThatFailsSaysWhy() throws JMException {
        unwrapped("pause");
        model.status.listener.obstacle = Optional.of(new IOException("listener main: 127.0.0.1:8080 is in use"));

        assertThat(unwrapped("resume")).isEqualTo("failed: listener main: 127.0.0.1:8080 is in use");
        assertThat(get("State")).isEqualTo("PAUSED");
    }

    @Test
    void aPauseAfterTheStopSaysSo() throws JMException {
        model.status.listener.stop();

        assertThat(unwrapped("pause")).isEqualTo("The proxy is shutting down.");
        assertThat(get("State")).isEqualTo("STOPPED");
    }

    private void certify(String name, Credential credential) throws IOException {
        Files.writeString(folder.resolve(name + ".pem"), Certificates.pem(credential.certificate()));
        Files.writeString(folder.resolve(name + ".key"), Certificates.pem(credential.key()));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("adit.yaml"), content);
    }

    private Object get(String attribute) throws JMException {
        return model.get(BEAN, attribute);
    }

    /** What the operation says, put back on one line. */
    private String unwrapped(String operation) throws JMException {
        String result = (String) model.server.invoke(ManagedModel.name(BEAN), operation, null, null);
        return String.join(" ", Arrays.stream(result.split("\\s+")).toList());
    }
}
