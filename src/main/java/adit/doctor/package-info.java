/** Looks at a machine, a configuration and an instance for what keeps Adit from serving well. */
package adit.doctor;
