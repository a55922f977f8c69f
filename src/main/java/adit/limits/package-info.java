/** What clients, users and targets may have in all their tunnels together, so that none of them is at the cost of others. */
package adit.limits;
