/** The operator's commands to a running server: clients of its MBeans, in a process of their own. */
package adit.terminal;
