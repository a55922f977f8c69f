package adit.net;

/** {@link ForwardConnectionsTest} with a client that speaks TLS to the proxy. */
@OverTls
class ForwardConnectionsOverTlsTest extends ForwardConnectionsTest {}
