"""Closed words of patents, prizes and ties, as sources write them."""

from hornbook.names.words import Words

patent_type = Words(
    """
    invention = 发明; 发明专利; invention patent; patent of invention; utility patent; 授权发明专利; 国内发明专利
    utility = 实用新型; 实用新型专利; utility model; utility model patent
    design = 外观设计; 外观; 外观设计专利; design patent; industrial design; 外观专利
    software = 软件著作权; 软著; software copyright; 计算机软件著作权; software copyrights
    integrated_circuit = 集成电路布图设计; 集成电路布图设计专有权; 布图设计; integrated circuit layout design; IC layout; integrated circuit layout
    plant_variety = 植物新品种; 植物新品种权; new plant variety; plant variety right; plant varieties
    new_drug = 新药证书; 国家新药; 新药; new drug certificate; national new drug
    """
)
"""The type of a patent or of another right that rules count."""

tie_type = Words(
    """
    laboratory = 实验室; 国家重点实验室; 全国重点实验室; 重点实验室; 国家实验室; lab; national laboratory; key laboratory; state key laboratory; national lab
    institute = 研究院; 研究所; 科研院所; 科研机构; research institute; 新型研发机构; institution; 研究机构; university; 大学; 高校; college; research institution
    person = 个人; 人; 人才; people; individual; researcher; founder; 专家; 科学家; 教授; professor
    """
)
"""What a company is tied to."""

level = Words(
    """
    national = 国家级; 国家; state; 全国; country
    provincial = 省级; 省部级; 省; province; 市级（直辖市）; 自治区级; ministerial
    municipal = 市级; 市; city; 地市级; 区级
    international = 国际; 国际级; 国际性
    """
)
"""How high a prize stands."""
