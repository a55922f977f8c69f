/**
 * What operators and their programs get by HTTP on this machine: a status page, metrics, health and proxy.pac. Another face
 * of the model that {@code adit.management} shows; it names no client, no user and no target.
 */
package adit.admin;
