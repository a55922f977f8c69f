/** The clock and deadlines. The only package that asks the system what time it is. */
package adit.time;
