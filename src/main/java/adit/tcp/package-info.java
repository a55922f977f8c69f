/** TCP options: their values, and how sockets get them. Pure. */
package adit.tcp;
