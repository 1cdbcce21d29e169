-- Goes before scripts that publish, on a Redis that is no Cluster.
local PUBLISH = 'PUBLISH'
