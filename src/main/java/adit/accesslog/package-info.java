/** The access log: a line for each tunnel that ended, in the form that the operator chooses, off the I/O threads. */
package adit.accesslog;
