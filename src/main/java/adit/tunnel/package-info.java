/** What a tunnel is: its phases, its outcomes, and the ports through which its parts are exchanged. */
package adit.tunnel;
