/** One direction's rules: rates, idleness, payload, lifetime. Pure; time is an argument. */
package adit.relay;
