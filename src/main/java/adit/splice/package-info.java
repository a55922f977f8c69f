/**
 * Moves bytes between sockets inside the kernel: splice(2) through pipes, by the foreign functions of Java 22 and newer
 * (JEP 454). The program is built for Java 17, which lacks them; so they are found by reflection, once, and are not there
 * otherwise.
 */
package adit.splice;
