/** The lives of tunnels as events of JDK Flight Recorder. */
package adit.flight;
