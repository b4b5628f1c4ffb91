"""A few true lines of each table of lasting measures, for tests that need no data folder."""

from __future__ import annotations

MID = "dispnum,ccode1,ccode2,year"
SIDES = "sidea1,sidea2"
DEATHS = "fatality1,fatality2,fatalpre1,fatalpre2"
ACTS = "hiact1,hiact2,hostlev1,hostlev2,orig1,orig2"

ATOP = """\
ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul
2.0,200.0,1950.0,1.0,0.0,0.0,1.0,1.0
200.0,2.0,1950.0,1.0,0.0,0.0,1.0,1.0
2.0,740.0,1955.0,1.0,0.0,0.0,0.0,0.0
220.0,522.0,1980.0,1.0,0.0,0.0,0.0,1.0
522.0,220.0,1980.0,0.0,0.0,0.0,0.0,1.0
365.0,345.0,1946.0,1.0,1.0,0.0,1.0,1.0
365.0,369.0,1993.0,0.0,0.0,0.0,1.0,0.0
220.0,255.0,1926.0,0.0,0.0,0.0,0.0,0.0
"""

ATOP_ORIGINAL = """\
ddyad,stateA,stateB,year,atopally,defense,offense,neutral,nonagg,consul,atopid1
2200,2,200,1950,1,1,0,0,1,1,3180
200002,200,2,1950,1,1,0,0,1,1,3180
220522,220,522,1980,1,1,0,0,0,1,4015
"""

IGO = """\
ccode1,ccode2,year,dyadigos
2.0,20.0,1920.0,7.0
2.0,20.0,1921.0,8.0
2.0,365.0,1950.0,13.0
365.0,666.0,1991.0,22.0
365.0,666.0,1992.0,22.0
200.0,220.0,1816.0,1.0
"""

DIRDISPS = f"""\
{MID},dispongoing,disponset,{SIDES},{DEATHS},{ACTS}
61.0,2.0,40.0,1962.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,13.0,16.0,4.0,4.0,1.0,1.0
61.0,40.0,2.0,1962.0,1.0,1.0,0.0,1.0,0.0,0.0,0.0,0.0,16.0,13.0,4.0,4.0,1.0,1.0
246.0,2.0,40.0,1960.0,1.0,1.0,0.0,1.0,0.0,0.0,0.0,0.0,7.0,16.0,3.0,4.0,1.0,1.0
246.0,2.0,40.0,1961.0,1.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,7.0,16.0,3.0,4.0,1.0,1.0
4548.0,630.0,666.0,2010.0,1.0,1.0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,7.0,1.0,3.0,1.0,1.0
4548.0,666.0,630.0,2010.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,7.0,0.0,3.0,1.0,1.0,1.0
"""

DDYDISPS = f"""\
{MID},cowmidongoing,cowmidonset,{SIDES},{DEATHS},{ACTS},fatality,hostlev,mindur,maxdur,recip,stmon
246.0,2.0,40.0,1960.0,1.0,1.0,0.0,1.0,0.0,0.0,0.0,0.0,7.0,16.0,3.0,4.0,1.0,1.0,0.0,4.0,370.0,370.0,1.0,4.0
246.0,2.0,40.0,1961.0,1.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,7.0,16.0,3.0,4.0,1.0,1.0,0.0,4.0,370.0,370.0,1.0,4.0
246.0,365.0,2.0,1960.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,1.0,7.0,2.0,3.0,0.0,1.0,0.0,4.0,370.0,370.0,1.0,4.0
4548.0,666.0,630.0,2010.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,7.0,0.0,3.0,1.0,1.0,1.0,0.0,3.0,185.0,185.0,0.0,5.0
"""

_GML_HEAD = (
    f"{MID},midongoing,midonset,{SIDES},revstate1,revstate2,revtype11,revtype12,revtype21,"
    f"revtype22,{DEATHS},{ACTS},hiact,hostlev,mindur,maxdur,outcome,settle,fatality,fatalpre,"
    "stmon,endmon,recip,numa,numb,ongo2010,version"
)
GML = f"""\
{_GML_HEAD}
2.0,2.0,200.0,1902.0,1.0,1.0,1.0,0.0,1.0,1.0,1.0,1.0,-9.0,-9.0,0.0,0.0,0.0,0.0,7.0,0.0,3.0,1.0,1.0,1.0,7.0,3.0,1.0,31.0,6.0,1.0,0.0,0.0,5.0,5.0,0.0,1.0,1.0,0.0,gml-2.2.1
61.0,2.0,40.0,1962.0,1.0,1.0,1.0,0.0,1.0,0.0,3.0,0.0,-9.0,-9.0,0.0,0.0,0.0,0.0,13.0,16.0,4.0,4.0,1.0,1.0,16.0,4.0,134.0,134.0,4.0,1.0,0.0,0.0,8.0,12.0,1.0,1.0,2.0,0.0,gml-2.2.1
61.0,2.0,365.0,1962.0,1.0,1.0,1.0,0.0,1.0,0.0,3.0,0.0,-9.0,-9.0,0.0,0.0,0.0,0.0,13.0,16.0,4.0,4.0,1.0,0.0,16.0,4.0,134.0,134.0,4.0,1.0,0.0,0.0,8.0,12.0,1.0,1.0,2.0,0.0,gml-2.2.1
4548.0,666.0,630.0,2010.0,1.0,1.0,1.0,0.0,1.0,0.0,2.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,7.0,0.0,3.0,1.0,1.0,1.0,7.0,3.0,185.0,185.0,5.0,3.0,0.0,0.0,5.0,11.0,0.0,1.0,1.0,1.0,gml-2.2.1
"""

RIVALRIES = """\
rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3
1.0,Austria-France,220.0,300.0,1494.0,1918.0,European GPs,spatial,positional,
126.0,China-Russia 2,365.0,710.0,1958.0,1989.0,East Asia,ideological,positional,spatial
169.0,Iran-Israel,630.0,666.0,1979.0,2010.0,Mashriq,positional,,
197.0,Russia-United States 2,2.0,365.0,2007.0,2010.0,Multiple,positional,,
"""

SIPRI = """\
supplier,recipient,year,value,supplier_cown,recipient_cown,supplier_lon,supplier_lat,recipient_lon,recipient_lat
Austria,Australia,2021,11,305,900,14.1,47.6,135.4,-25.6
Soviet Union,Laos,1962,5,365,812,60,60,100,20
Soviet Union,Pathet Lao (Laos)*,1962,15,365,812,60,60,100,20
Russia,Serbia,1996,3,365,,60,60,20,44
United States,NATO**,1982,7,2,,-102.5,39.5,,
Unknown supplier(s),Israel,1950,1,,666,,,35,31
"Iran","Hezbollah (Lebanon)*",1993,2,630,660,53,32,35,34
"""

UNFRIENDLY = """\
iso3,name_en,type,basis
AUS,Australia,state,430-r 2022-03-05
BHS,Bahamas,state,2018-r 2022-07-23
GBR,United Kingdom,state_with_territories,430-r 2022-03-05; 3216-r 2022-10-29
TWN,Taiwan (China),territory_or_state_like,430-r 2022-03-05
"""
