package adit.net;

/** Records that wait are bounded as bytes in the clear are. */
@OverTls
class StuckTunnelsOverTlsTest extends StuckTunnelsTest {}
