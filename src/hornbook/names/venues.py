"""Venues where shares trade: exchanges, their boards, and quotation boards such as the NEEQ."""

from hornbook.names.words import Words

venue = Words(
    """
    A-share = A股; 沪深A股; 沪深; A股上市; 主板; A股主板; China A-share; mainland exchange
    SSE < A-share = 上交所; 上海证券交易所; 上证; 上证所; 沪市; 沪市主板; 上交所主板; 上海主板; 上证主板;
    SSE < A-share = Shanghai Stock Exchange; Shanghai; SSE Main Board; XSHG; SHSE; SH; Shanghai SE; 上海交易所
    STAR < SSE = 科创板; 上交所科创板; 上海证券交易所科创板; SSE STAR; STAR Market; SSE STAR Market; STAR board; 上海科创板
    STAR < SSE = Shanghai STAR Market; Shanghai Stock Exchange STAR Market; Science and Technology Innovation Board; Sci-Tech Innovation Board
    SZSE < A-share = 深交所; 深圳证券交易所; 深证; 深证所; 深市; 深市主板; 深交所主板; 深圳主板; 深圳交易所
    SZSE < A-share = Shenzhen Stock Exchange; Shenzhen; XSHE; SZ; 中小板; 中小企业板; SME Board; SZSE Main Board; Shenzhen SE
    ChiNext < SZSE = 创业板; 深交所创业板; 深圳创业板; 深圳证券交易所创业板; SZSE ChiNext; Shenzhen ChiNext; ChiNext Market
    BSE < A-share = 北交所; 北京证券交易所; 北证; Beijing Stock Exchange; Beijing; BJSE; XBSE; BJ; 北京交易所
    NEEQ = 新三板; 新三板挂牌; 三板; 全国股转系统; 全国股转; 全国股份转让系统; 全国中小企业股份转让系统; 股转系统; 全国股转公司
    NEEQ = 精选层; 新三板精选层; 新三板创新层; 新三板基础层; 创新层; 基础层; NEEQ Innovation; NEEQ Base; NEEQ Select; 新三板上市; 新三板市场; 全国股转系统（新三板）
    NEEQ = New Third Board; Third Board; New OTC Market; National Equities Exchange and Quotations; NEEQ China; XNEE
    regional board = 四板; 新四板; 区域性股权市场; 区域股权市场; 地方股权交易中心; 股权交易中心; 股权托管交易中心; regional equity market
    HKEX = 港交所; 香港联合交易所; 香港交易所; 联交所; 港股; 香港; 港股主板; 香港主板; 香港联交所; 香港证券交易所; 香港上市
    HKEX = SEHK; HKSE; XHKG; Hong Kong Stock Exchange; Stock Exchange of Hong Kong; Hong Kong Exchanges; Hong Kong; HK; HKEX Main Board; HKEX Main
    HKEX GEM < HKEX = 香港创业板; 港股创业板; 港交所创业板; Hong Kong GEM; GEM; Growth Enterprise Market; SEHK GEM
    NASDAQ = 纳斯达克; 纳斯达克交易所; 纳斯达克证券交易所; 纳市; XNAS; Nasdaq GS; Nasdaq GM; Nasdaq CM; NasdaqGS; NasdaqGM; NasdaqCM; 纳斯达克上市
    NASDAQ = Nasdaq Stock Market; Nasdaq Global Select Market; Nasdaq Global Market; Nasdaq Capital Market; Nasdaq US; Nasdaq Global Select; NMS
    NYSE = 纽交所; 纽约证券交易所; 纽约交易所; 纽约证交所; XNYS; New York Stock Exchange; New York
    AMEX = 美交所; 美国证券交易所; NYSE American; NYSE MKT; NYSE Amex; American Stock Exchange; XASE; NYSEAmerican
    NYSE Arca = Arca; NYSEARCA
    US exchange = 美股; 美国上市; 美股上市
    LSE = 伦交所; 伦敦证券交易所; 伦敦交易所; London Stock Exchange; XLON; London; LSE Main Market
    AIM < LSE = LSE AIM; London AIM; Alternative Investment Market
    TSE = 东交所; 东京证券交易所; 东证; Tokyo Stock Exchange; XTKS; Tokyo; TYO; JPX; TSE Mothers; TSE Growth; TSE Prime; Mothers
    TSX = Toronto Stock Exchange; XTSE; Toronto; 多伦多证券交易所
    TSXV = TSX Venture; TSX Venture Exchange; TSX-V
    CSE = Canadian Securities Exchange
    KRX = Korea Exchange; 韩国交易所; 韩交所; XKRX
    KOSPI < KRX = KRX KOSPI
    KOSDAQ < KRX = XKOS; KRX KOSDAQ; 科斯达克
    KONEX < KRX = KRX KONEX
    TWSE = 台交所; 台湾证券交易所; 台证所; Taiwan Stock Exchange; XTAI; 台股
    TPEx = 台湾柜买中心; Taipei Exchange; GreTai
    SGX = 新交所; 新加坡交易所; 新加坡证券交易所; Singapore Exchange; XSES; SES; SGX Mainboard; Singapore Stock Exchange
    Catalist < SGX = SGX Catalist
    BSE India = Bombay Stock Exchange; BSE Ltd; Bombay; XBOM; 孟买证券交易所; Mumbai Stock Exchange
    NSE = National Stock Exchange; National Stock Exchange of India; NSE India; XNSE; 印度国家证券交易所
    ASX = Australian Securities Exchange; Australian Stock Exchange; XASX; 澳交所; 澳大利亚证券交易所
    NZX = New Zealand Exchange; XNZE
    Xetra = XETR; 法兰克福证券交易所; Frankfurt Stock Exchange; Frankfurt; Deutsche Börse; FWB; FSE; XFRA; Deutsche Boerse
    Euronext = 泛欧交易所; 泛欧证券交易所
    Euronext Paris < Euronext = Paris; XPAR; Paris Stock Exchange; Euronext Growth Paris
    Euronext Amsterdam < Euronext = Amsterdam; XAMS; AEX
    Euronext Brussels < Euronext = Brussels; XBRU
    Euronext Lisbon < Euronext = Lisbon; XLIS
    Euronext Dublin < Euronext = Irish Stock Exchange; XDUB
    Euronext Milan < Euronext = Borsa Italiana; XMIL; Milan
    Oslo < Euronext = Oslo Børs; Oslo Stock Exchange; XOSL; Euronext Oslo; OSE
    SIX = SIX Swiss Exchange; Swiss Exchange; 瑞士证券交易所; 瑞交所; XSWX; VTX
    Nasdaq Nordic = OMX; Nasdaq OMX; Nasdaq Baltic
    Nasdaq Stockholm < Nasdaq Nordic = Stockholm; OMX Stockholm; Stockholm Stock Exchange; XSTO; STO
    Nasdaq Copenhagen < Nasdaq Nordic = Copenhagen; OMX Copenhagen; XCSE; CPH
    Nasdaq Helsinki < Nasdaq Nordic = Helsinki; OMX Helsinki; XHEL
    Nasdaq Iceland < Nasdaq Nordic = Iceland Stock Exchange; XICE
    First North < Nasdaq Nordic = Nasdaq First North; First North Growth Market
    BME = Bolsa de Madrid; Madrid; Madrid Stock Exchange; XMAD
    WSE = Warsaw; Warsaw Stock Exchange; GPW; XWAR; NewConnect
    VSE = Wiener Börse; Vienna Stock Exchange; XWBO; Wiener Boerse
    MOEX = Moscow Exchange; MICEX; XMOS; 莫斯科交易所
    BIST = Borsa Istanbul; XIST; Istanbul Stock Exchange
    TASE = Tel Aviv Stock Exchange; XTAE; Tel Aviv; 特拉维夫证券交易所
    JSE = Johannesburg Stock Exchange; XJSE; Johannesburg
    EGX = Egyptian Exchange; XCAI
    NGX = Nigerian Exchange; Nigerian Stock Exchange; XNSA
    B3 = BM&F Bovespa; Bovespa; BVMF; Brasil Bolsa Balcão; XBSP; São Paulo Stock Exchange
    BMV = Bolsa Mexicana de Valores; Mexican Stock Exchange; XMEX
    IDX = Indonesia Stock Exchange; XIDX; Bursa Efek Indonesia; 印尼证券交易所
    SET = Stock Exchange of Thailand; XBKK; Thai Stock Exchange; 泰国证券交易所
    Bursa Malaysia = KLSE; XKLS; Kuala Lumpur Stock Exchange; 马来西亚交易所
    PSE = Philippine Stock Exchange; XPHS
    HOSE = Ho Chi Minh Stock Exchange; HSX; XSTC
    HNX = Hanoi Stock Exchange; XHNX
    DSE = Dhaka Stock Exchange
    Tadawul = Saudi Exchange; Saudi Stock Exchange; XSAU; 沙特交易所
    ADX = Abu Dhabi Securities Exchange; XADS
    DFM = Dubai Financial Market; XDFM
    CEINEX = 中欧所
    OTC = over the counter; 场外市场; OTCBB; Pink Sheets; OTC Pink; OTCQB; OTCQX; OTC Markets; US OTC; PINX; 粉单市场
    """
)
"""A venue by any of its spellings; a board belongs to its exchange."""
