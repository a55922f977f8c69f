/** What may be shown of who is served and where to, by every face alike; and hashes that only their maker can make again. */
package adit.privacy;
