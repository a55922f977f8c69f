package adit.config;

import adit.auth.Realm;
import adit.config.Settings.Listener;
import adit.policy.TargetPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reload makes of the settings in force and those that were read. A listener that was read as it is bound goes by
 * what was read, except that it does not cease to ask for passwords or certificates: that may be all that lets it be open to
 * others. Any other runs until a restart and keeps the policy,
 * the authentication and the certificates it has: whether others may be had where it listens was not checked.
 */
final class NextSettings {
    private final Settings running;
    private final Settings read;
    private final Map<String, TargetPolicy> policies;
    private final Map<String, Realm> authentications;

    private NextSettings(Settings running, Settings read) {
        this.running = running;
        this.read = read;
        this.policies = new LinkedHashMap<>(read.policies());
        this.authentications = new LinkedHashMap<>(read.authentications());
    }

    static Settings of(Settings running, Settings read) {
        return new NextSettings(running, read).merged();
    }

    private Settings merged() {
        List<Listener> listeners = running.listeners().stream().map(this::next).toList();
        listeners.forEach(listener -> listener.authentication().ifPresent(this::keepUsers));
        return new Settings(
                read.file(),
                listeners,
                read.initiationTimeout(),
                read.clientToTarget(),
                read.connectTimeout(),
                read.dns().with(running.dns().resolver()),
                read.targetToClient(),
                read.tcp().over(running.tcp()),
                running.dataPath(),
                Collections.unmodifiableMap(policies),
                Collections.unmodifiableMap(authentications),
                read.http(),
                running.limits().with(read.limits()),
                read.drainTimeout(),
                read.watchInterval(),
                read.dial(),
                read.accessLog(),
                running.jmx(),
                read.admin().at(running.admin().address()),
                read.values(),
                running.grants());
    }

    private Listener next(Listener listener) {
        return read.listeners().stream()
                .filter(listener::isBoundAs)
                .findFirst()
                .map(now -> renewed(listener, now))
                .orElseGet(() -> kept(listener));
    }

    private static Listener renewed(Listener listener, Listener now) {
        return listener.with(
                now.policy(),
                now.authentication().or(listener::authentication),
                mayTakeCertificates(listener, now) ? now.tls() : listener.tls());
    }

    /** Equal ones are not replaced: their clients may go on resuming their sessions. */
    private static boolean mayTakeCertificates(Listener listener, Listener now) {
        return !now.tls().equals(listener.tls()) && (now.requiresCertificate() || !listener.requiresCertificate());
    }

    private Listener kept(Listener listener) {
        TargetPolicy policy = running.policyOf(listener.name());
        if (policy.equals(policies.get(listener.policy()))) {
            return listener;
        }
        // No policy of the configuration can have this name.
        String name = "of listener " + listener.name();
        policies.put(name, policy);
        return listener.with(name, listener.authentication(), listener.tls());
    }

    /** The users that were read, or those in force where none were. */
    private void keepUsers(String authentication) {
        authentications.computeIfAbsent(authentication, running.authentications()::get);
    }
}
