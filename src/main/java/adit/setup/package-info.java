/** What an operator runs once to prepare an instance; in a process of its own. */
package adit.setup;
