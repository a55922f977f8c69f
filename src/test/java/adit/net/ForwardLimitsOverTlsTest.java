package adit.net;

/** {@link ForwardLimitsTest} with a client that speaks TLS to the proxy. */
@OverTls
class ForwardLimitsOverTlsTest extends ForwardLimitsTest {}
