/**
 * What operators and their programs get by HTTP on this machine: a status page, metrics, health and proxy.pac. Another face
 * of the model that {@code adit.management} shows, by which operators may act where the configuration names a token. Pages
 * name clients, users and targets only as far as the privacy dial allows; the rest never does.
 */
package adit.admin;
