-- Goes before scripts that publish, on a Cluster: to those who have subscribed where the slot is.
local PUBLISH = 'SPUBLISH'
