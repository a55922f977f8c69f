package adit.net;

import adit.http.Target;
import org.apache.mina.core.buffer.IoBuffer;

/**
 * What a negotiator found out: the message that the block-list filter, the policy filter and the handler see.
 *
 * @param target where the client wants to go
 * @param fixed whether the operator chose the target, not the client
 * @param early what it sent with the request. It travels in the same message because MINA's codec keeps messages in a
 *     queue of the thread: what an Error left there would go to whatever session is decoded next
 */
record TunnelRequest(Target target, boolean fixed, IoBuffer early) {}
