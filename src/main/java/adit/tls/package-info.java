/** Keys and certificates of the listeners, and the TLS engines that use them. Knows files and JSSE, and no sockets. */
package adit.tls;
