package adit.net;

/** {@link UpgradeTest} with a client that speaks TLS to the proxy. */
@OverTls
class UpgradeOverTlsTest extends UpgradeTest {}
