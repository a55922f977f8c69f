/** From names to addresses: name servers or the system's resolver, the hosts file, and the cache before them. */
package adit.dns;
