/** May this client reach this target? Rules, lists, addresses, and decisions with their reasons: pure, no I/O on the deciding path. */
package adit.policy;
