"""Sectors: how one label is written within a taxonomy, and what labels of several taxonomies mean."""

import re

from hornbook.names.words import Words


def folded_label(label: str) -> str:
    """A label with the parts between its slashes in one order, so that VR/AR and AR/VR are one sector."""
    line = re.sub(r"\s+", " ", label).strip()
    parts = [part.strip() for part in re.split("[/／]", line)]
    return "/".join(sorted(parts, key=str.casefold)) if len(parts) > 1 and all(parts) else line


_WORDS = """
    artificial intelligence = AI; 人工智能; machine learning; 机器学习; deep learning; artificial intelligence and machine learning; AI/ML; generative AI
    artificial intelligence = A.I.; 人工智能技术; 人工智能与机器学习; artificial intelligence (AI); 大模型; 生成式人工智能; AIGC
    big data = 大数据; data analytics; big data analytics; data management and analytics; data management & analytics; 数据服务; analytics; 大数据服务
    cloud computing = 云计算; cloud; cloud services; 云服务
    enterprise services = 企业服务; enterprise tech; enterprise software; SaaS; B2B software; business services; enterprise; software as a service; 企业软件
    software = 软件; software development; 软件服务; internet software and services; internet software & services; 软件和信息技术服务业; 软件与信息服务
    internet = 互联网; internet services; 移动互联网; mobile internet; 社交网络; web
    social = 社交; social media; social network; social networking; 社交媒体
    cybersecurity = 网络安全; 信息安全; cyber security; information security; security; 安全
    integrated circuits = 集成电路; 半导体; semiconductor; semiconductors; chips; 芯片; 半导体与集成电路; microelectronics; 微电子; 芯片半导体; semiconductors and chips
    hardware = 硬件; 智能硬件; smart hardware; consumer electronics; 消费电子; electronics; 电子; 新一代电子信息; smart devices
    robotics and intelligent equipment = 机器人; robotics; robots; 智能装备; intelligent equipment; 智能机器人; 机器人与智能装备; 机器人和智能装备
    advanced manufacturing = 先进制造; 智能制造; 高端装备; 高端装备制造; smart manufacturing; industrial; industrials; manufacturing; 制造业; industry 4.0; 高端制造; 装备制造
    biotechnology and medicine = 生物医药; biotech; biotechnology; 生物技术; pharmaceuticals; pharma; 医药; 生物医药与健康; 生物技术和制药; life sciences; life science; 创新药; 新药
    health care = 医疗健康; healthcare; health; 医疗; 大健康; digital health; health tech; healthtech; 医疗服务; healthcare and life sciences; healthcare & life sciences; 数字医疗
    medical devices = 医疗器械; medical device; medtech; medical equipment; 高端医疗器械; 医疗器械及设备
    new energy = 新能源; clean energy; cleantech; renewable energy; renewables; 清洁能源; energy; 能源; clean tech; 储能; energy storage; 氢能; 能源电力; 新型储能
    environment = 环保; 节能环保; environmental protection; climate tech; greentech; 绿色环保; 环境保护; 碳中和
    new energy vehicles = 新能源汽车; electric vehicles; EV; 智能网联汽车; 电动汽车; NEV; 智能汽车; electric vehicle; 智能网联新能源汽车
    automotive = 汽车; auto and transportation; auto & transportation; auto; automobile; 汽车交通; 出行; mobility; transportation; 交通出行; autonomous driving; 自动驾驶; auto tech; 汽车出行
    aerospace = 航空航天; 商业航天; space; commercial space; 航天; 航空; 卫星; aerospace and defense; aerospace & defense; space tech; 空天; 商业航天与低空
    low-altitude economy = 低空经济; drones; 无人机; UAV; eVTOL; 低空经济与无人机
    new materials = 新材料; materials; advanced materials; 前沿新材料; 先进材料
    quantum = 量子科技; quantum computing; quantum technology; 量子; 量子信息
    blockchain = 区块链; crypto; cryptocurrency; web3; 加密货币; 区块链技术
    AR/VR = VR/AR; 虚拟现实; virtual reality; augmented reality; VR; AR; XR; 元宇宙; metaverse; VR/AR/MR; 增强现实; 虚拟现实与增强现实
    internet of things = 物联网; IoT; 工业互联网; industrial internet
    telecommunications = 通信; telecom; telecoms; 5G; mobile & telecommunications; mobile and telecommunications; 电信; 网络与通信; communications
    financial technology = 金融科技; fintech; financial services; 金融; finance; insurtech; 互联网金融; insurance; payments; 保险科技; 金融服务
    electronic commerce = 电子商务; 电商; e-commerce; ecommerce; e-commerce & direct-to-consumer; e-commerce and direct-to-consumer; 跨境电商; cross-border e-commerce; 电商零售
    new consumption and retail = 新消费; 新零售; retail; consumer; consumer & retail; consumer and retail; 消费; 消费生活; 新消费与零售; consumer goods; 零售; 消费品
    food = 食品; food and beverage; food & beverage; 食品饮料; 餐饮; restaurants; foodtech; food tech
    agriculture = 农业; agtech; agritech; agriculture and food; 现代农业; 农业科技; 种业
    education = 教育; edtech; education technology; 教育培训; 在线教育; online education
    media and entertainment = 文娱; 文娱传媒; media; entertainment; media & entertainment; 文化娱乐; 传媒; 文化传媒; 数字创意; 文化创意; digital content; 文创
    games = 游戏; gaming; video games; 电竞; esports; 手机游戏
    advertising = 广告营销; advertising; marketing; adtech; martech; 营销; 广告; 广告和营销; sales and marketing
    logistics = 物流; 供应链; supply chain; supply chain, logistics, & delivery; supply chain, logistics & delivery; logistics and delivery; 物流仓储; 智慧物流; delivery
    real estate = 房产; 房地产; property; proptech; real estate tech; 房产服务; 房产家居; construction; 建筑
    travel = 旅游; travel and tourism; tourism; hospitality; 旅游户外; 旅行
    sports = 体育; 体育运动; fitness; 运动健身
    local services = 本地生活; O2O; local life; 生活服务
    human resources = 人力资源; HR; HR tech; recruiting; 招聘; human resources tech
    legal = 法律; legal tech; legaltech; 法律服务
    government = 政务; govtech; smart city; 智慧城市; 智慧政务; public services
    marine economy = 海洋经济; 海洋产业; marine; 海洋工程; 海洋
    brain science = 脑科学; brain-computer interface; 脑机接口; 类脑智能
    synthetic biology = 合成生物; 合成生物学; synbio
    cell and gene = 细胞与基因; 细胞和基因; gene therapy; cell therapy; 基因; 细胞治疗; 基因治疗
    tools = 工具软件; 工具; tools and utilities
    other = 其他; others; 其它; miscellaneous; uncategorized
"""
sector = Words(_WORDS)
"""A sector by its label in several taxonomies, asked of a rule's words; the book keeps the taxonomy's own label."""
