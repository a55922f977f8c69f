/** Everything that touches MINA: acceptor, I/O processor, connector, filters, codec, relay. */
package adit.net;
