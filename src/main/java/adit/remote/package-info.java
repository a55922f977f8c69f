/** JMX for operators who are not on this machine: TLS, passwords, roles, and what may be deserialised. */
package adit.remote;
