/** The command line, start-up and shut-down; the only creator of threads. */
package adit.app;
