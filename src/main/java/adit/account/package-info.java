/** What happened and what is live: registry, totals, one record per tunnel. */
package adit.account;
