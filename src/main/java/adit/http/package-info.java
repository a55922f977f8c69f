/**
 * Messages of HTTP/1.1 as a proxy reads, judges and forwards them: heads, authorities, bodies, replies (RFC 9110, RFC
 * 9112). Pure, no I/O.
 */
package adit.http;
