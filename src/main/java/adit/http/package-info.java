/** Request heads, authorities and replies of HTTP/1.1 (RFC 9110, RFC 9112): pure, no I/O. */
package adit.http;
