/** Changes of policies while they are in use: tried before they hold, taken back after; and grants for a while. */
package adit.change;
